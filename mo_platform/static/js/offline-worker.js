// Answers from what was taken along when the network does not. It keeps nothing by itself: js/take-along.js puts it there.
const { routing, strategies, rangeRequests, core } = self.workbox;
const OWN = "mo-own", KEPT = "mo-kept", PATIENCE = 8; // seconds for a page on a bad connection, when there is a copy
core.skipWaiting();
core.clientsClaim();

/** What is kept for an address, unless its last day has passed. */
async function find(request) {
  for (const cacheName of [OWN, KEPT]) {
    const found = await caches.match(request.url, { cacheName, ignoreSearch: request.mode === "navigate", ignoreVary: true });
    const until = found?.headers.get("X-Valid-Until");
    if (found && !(until < new Date().toISOString().slice(0, 10))) return found;
  }
}
const plugin = {
  cacheWillUpdate: async () => null,
  cachedResponseWillBeUsed: ({ request }) => find(request),
  fetchDidSucceed: async ({ response }) => {
    if (response.status > 501 && response.status < 505) throw new Error("nobody behind the door");
    return response;
  },
};
routing.registerRoute(
  ({ request }) => request.mode === "navigate",
  new strategies.NetworkFirst({ networkTimeoutSeconds: PATIENCE, plugins: [plugin] }),
);
routing.registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /^\/(static|media)\//.test(url.pathname),
  new strategies.CacheFirst({ plugins: [plugin, new rangeRequests.RangeRequestsPlugin()] }),
);
/** A page that is not here: the list of what is. */
routing.setCatchHandler(async ({ request }) => {
  const list = request.mode === "navigate" && new URL(`/${request.url.split("/")[3]}/offline/`, location.origin).href;
  return (list && (await find({ url: list }))) || Response.error();
});
// Whoever leaves takes along what is hers, also when the page's own script did not run.
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "POST" && request.mode === "navigate" && /\/sign-(in|out)\//.test(request.url))
    event.waitUntil(caches.delete(OWN));
});
