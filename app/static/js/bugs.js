/* Browser and system of a bug report: what the server read in the header, made exact where the browser tells more. */

const field = document.querySelector("[data-environment]");
const HINTS = ["platformVersion", "model", "fullVersionList"];

async function describe() {
  const said = navigator.userAgentData;
  const screenSize = `${window.innerWidth} × ${window.innerHeight}`;
  if (!said?.getHighEntropyValues) return [field.value, screenSize];
  const more = await said.getHighEntropyValues(HINTS);
  const browser = (more.fullVersionList ?? []).find(({ brand }) => !/not.*brand|^chromium$/i.test(brand)) ?? more.fullVersionList?.[0];
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
