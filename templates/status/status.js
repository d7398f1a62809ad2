// A frozen page must not look healthy: five minutes after its last writing it says so.
(function () {
  var written = Date.parse(document.body.dataset.written), limit = 5 * 60 * 1000;
  function look() { document.body.classList.toggle("frozen", Date.now() - written > limit); }
  look();
  setInterval(look, 15000);
})();
