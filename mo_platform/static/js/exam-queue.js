// What waits of a mock exam on this phone: her own answers and nothing else. Each place has a key of its own and nothing is kept
// in a page, so that two windows never write over each other. An answer goes when the server has it.
const PREFIX = "mo-mock-", memory = new Map(); // where the browser keeps nothing (a private window)
let isKept = true;

const keep = {
  get(key) {
    return memory.get(key) ?? localStorage.getItem(key);
  },
  set(key, text) {
    try {
      localStorage.setItem(key, text);
    } catch {
      isKept = false;
      memory.set(key, text);
    }
    tellServer();
  },
  remove(key) {
    memory.delete(key);
    localStorage.removeItem(key);
    tellServer();
  },
  list: (start) => [...new Set([...memory.keys(), ...Object.keys(localStorage)])].filter((key) => key.startsWith(start)),
};
/** A session that ends asks the browser to empty its storage, but not where something waits. */
function tellServer() {
  const waiting = keep.list(PREFIX).length, secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `mo_waits=${waiting || ""}; path=/; samesite=lax; max-age=${waiting ? 34560000 : 0}${secure}`;
}

globalThis.openExamQueue = (attempt) => {
  const start = `${PREFIX}${attempt}-`;
  const read = (place) => JSON.parse(keep.get(start + place) ?? "null");
  const write = (place, entry) => keep.set(start + place, JSON.stringify(entry));
  return {
    read,
    /** `entry`: {response, base, save}; `save` is its own name, by which it is known again. */
    write,
    /** It was stored as `revision`: gone, or, when she chose anew meanwhile, to be sent on top of that. */
    settle(place, save, revision) {
      const entry = read(place);
      if (entry?.save === save) keep.remove(start + place);
      else if (entry) write(place, { ...entry, base: revision });
    },
    drop(place, save) {
      if (read(place)?.save === save) keep.remove(start + place);
    },
    clear: () => keep.list(start).forEach(keep.remove),
    places: () => keep.list(start).map((key) => Number(key.slice(start.length))).sort((one, other) => one - other),
    isKept: () => isKept,
  };
};

/** What the server says to an answer or a mark. Throws when it could not be asked. */
globalThis.postToExam = async (url, body, milliseconds) => {
  const post = () => fetch(url, {
    method: "POST",
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1],
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout?.(milliseconds),
  });
  let response = await post();
  if (response.status === 403) {
    await fetch(`/${document.documentElement.lang.toLowerCase()}/display/`); // brings a fresh token
    response = await post();
  }
  if (!response.headers.get("Content-Type")?.includes("json")) throw new Error(response.status);
  return response.json();
};

/** Send what waits of all her tests, from a page outside of them; how many answers of hers wait still. */
globalThis.sendExamAnswers = async () => {
  const keys = keep.list(PREFIX);
  for (let left = keys.length; left; left--) {
    const [attempt, place] = keys[left - 1].slice(PREFIX.length).match(/^(.+)-(\d+)$/).slice(1);
    const queue = globalThis.openExamQueue(attempt), entry = queue.read(place);
    try {
      const url = `/${document.documentElement.lang.toLowerCase()}/mock/${attempt}/answers/`;
      const reply = await globalThis.postToExam(url, { number: Number(place), ...entry }, 8000);
      if (reply.revision && !reply.error) queue.settle(place, entry.save, reply.revision);
      else if (!["unknown_attempt", "attempt_paused"].includes(reply.error)) queue.drop(place, entry.save);
      // what is another person's waits for that person; in a break hers waits for its end
    } catch {
      return left;
    }
  }
  return 0;
};
