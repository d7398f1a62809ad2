/* The login page: nobody is in, so pages kept for days without signal go. Unsent work stays where it is. */
if ("caches" in window) caches.delete("sigap-pages").catch(() => {});
