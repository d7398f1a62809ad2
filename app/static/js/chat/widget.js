/* The chat on another site: <script src="https://…/chat/widget.js" data-label="Obrolan" data-lang="id" async></script>
   A labelled button; the frame is loaded when it is first pressed. The visitor's secret is kept in a cookie of this site,
   because browsers do not let the frame keep one; it is handed to our frame only, and only our frame is listened to. */
(function () {
  "use strict";
  var script = document.currentScript;
  if (!script || window.sigapChat) return;
  var base = new URL(script.src).origin;
  var label = script.dataset.label || "Obrolan";
  var COOKIE = "sigap_chat";
  var DAYS = 30;
  var frame = null;
  var open = false;

  function readCookie() {
    var found = document.cookie.match(/(?:^|; )sigap_chat=([A-Za-z0-9_-]{32,64})(?:;|$)/);
    return found ? found[1] : "";
  }

  function keepCookie(token) {
    var secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = COOKIE + "=" + token + "; Path=/; SameSite=Lax; Max-Age=" + DAYS * 86400 + secure;
  }

  var place = document.createElement("div");
  var root = place.attachShadow ? place.attachShadow({ mode: "open" }) : place;
  var sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{all:initial}.b{position:fixed;right:16px;bottom:16px;z-index:2147483000;min-height:48px;padding:0 20px;border:0;" +
      "border-radius:24px;background:#0b6157;color:#fff;font:600 16px/1 system-ui,sans-serif;cursor:pointer;box-shadow:0 2px 10px rgba(0,0,0,.3)}" +
      ".b:focus-visible{outline:3px solid #fff;outline-offset:-6px}.f{position:fixed;right:16px;bottom:80px;z-index:2147483000;width:360px;" +
      "height:560px;max-height:calc(100vh - 96px);border:1px solid #8a9a97;border-radius:16px;background:#fff;box-shadow:0 4px 24px rgba(0,0,0,.3)}" +
      ".f[hidden]{display:none}@media(max-width:480px){.f{inset:0;width:100%;height:100%;max-height:none;border:0;border-radius:0}}"
  );
  if (root !== place) root.adoptedStyleSheets = [sheet];
  var button = document.createElement("button");
  button.type = "button";
  button.className = "b";
  button.textContent = label;
  button.setAttribute("aria-expanded", "false");
  root.appendChild(button);

  function tell(message) {
    if (frame && frame.contentWindow) frame.contentWindow.postMessage(message, base);
  }

  function show(wanted) {
    open = wanted;
    if (open && !frame) {
      frame = document.createElement("iframe");
      frame.className = "f";
      frame.title = label;
      frame.src = base + "/chat/frame?lang=" + encodeURIComponent(script.dataset.lang || "");
      root.appendChild(frame);
    }
    if (frame) frame.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) tell({ sigap: "focus" });
    else button.focus();
  }

  button.addEventListener("click", function () {
    show(!open);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && open) show(false);
  });
  window.addEventListener("message", function (event) {
    if (!frame || event.origin !== base || event.source !== frame.contentWindow || !event.data) return;
    if (event.data.sigap === "ready") tell({ sigap: "visitor", token: readCookie(), page: location.href.slice(0, 500) });
    if (event.data.sigap === "keep" && /^[A-Za-z0-9_-]{32,64}$/.test(event.data.token)) keepCookie(event.data.token);
    if (event.data.sigap === "close") show(false);
    if (event.data.sigap === "news") button.textContent = event.data.count ? label + " (" + event.data.count + ")" : label;
  });

  window.sigapChat = { open: function () { show(true); }, close: function () { show(false); } };
  (document.body || document.documentElement).appendChild(place);
})();
