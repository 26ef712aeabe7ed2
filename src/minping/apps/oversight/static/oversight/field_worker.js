// Keeps the page of the way where there is no network: its files, never an answer about anybody.
const SHELF = `minping-field-${VERSION}`;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const shelf = await caches.open(SHELF);
    for (const address of FILES) {
      const answer = await fetch(address, { cache: "no-cache", redirect: "error" });
      if (!answer.ok) throw new Error(address);
      await shelf.put(address, answer);
    }
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("minping-field-") && name !== SHELF) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

const late = () => new Promise((_, fail) => setTimeout(() => fail(new Error("late")), PATIENCE));

// The page from the network where there is one (so that a sign-in is asked for), else as it was kept.
async function fromNetworkFirst(request, address) {
  try {
    return await Promise.race([fetch(request), late()]);
  } catch {
    return (await caches.match(address)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !FILES.includes(url.pathname)) return;
  if (event.request.mode === "navigate") return event.respondWith(fromNetworkFirst(event.request, url.pathname));
  event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)));
});
