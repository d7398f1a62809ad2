/* Browser and system of a bug report: what the server read in the header, made exact where the browser tells more. */

const field = document.querySelector("[data-environment]");
const HINTS = ["platformVersion", "model", "fullVersionList"];

async function describe() {
  const said = navigator.userAgentData;
  const screenSize = `${window.innerWidth} × ${window.innerHeight}`;
  if (!said?.getHighEntropyValues) return [field.value, screenSize];
  const more = await said.getHighEntropyValues(HINTS);
  // a made-up brand keeps sites from relying on the list; what is built on Chromium names itself beside it
  const real = (more.fullVersionList ?? []).filter(({ brand }) => !/not\W*a\W*brand/i.test(brand));
  const browser = real.find(({ brand }) => brand !== "Chromium") ?? real[0];
  const system = [said.platform, more.platformVersion].filter(Boolean).join(" ");
  return [browser ? `${browser.brand} ${browser.version}` : "", system, more.model, screenSize];
}

if (field) {
  const drawn = field.value;
  describe()
    .then((parts) => {
      if (field.value === drawn) field.value = parts.filter(Boolean).join(", ").slice(0, field.maxLength);
    })
    .catch(() => {}); // the header's word stands
}
