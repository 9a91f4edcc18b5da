// A plain script in the head, so that it runs before the page asks for a picture. A slow connection is answered at once:
// html[data-saver="on"] lets css/lesson.css hold back every picture of a lesson that has not come yet. The cookie makes the
// next page light from the server. What the reader chose (cookie mo_saver) counts more. A browser that does not tell its
// connection is left alone.
(() => {
  const link = navigator.connection;
  if (!link || /(?:^|;\s*)mo_saver=(on|off)/.test(document.cookie)) return;
  const look = () => {
    const isSlow = link.saveData || /(^|-)2g$/.test(link.effectiveType ?? "");
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `mo_link=${isSlow ? "slow" : ""}; path=/; samesite=lax; max-age=${isSlow ? 3600 : 0}${secure}`;
    if (!isSlow) return;
    for (const picture of document.images) if (picture.complete && picture.naturalWidth) picture.dataset.shown = "";
    document.documentElement.dataset.saver = "on";
  };
  look();
  link.addEventListener?.("change", look);
})();
