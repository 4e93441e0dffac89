// What Firefox tells assistive technology of a page, asked beside the page with the rights of the browser itself.
const service = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);

function statesOf(accessible) {
  const [plain, extra] = [{}, {}];
  accessible.getState(plain, extra);
  const list = service.getStringStates(plain.value, extra.value);
  return Array.from({ length: list.length }, (_, place) => list.item(place));
}

function attributesOf(accessible) {
  return Object.fromEntries([...accessible.attributes.enumerate()].map(({ key, value }) => [key, value]));
}

function described(accessible, isDeep) {
  const children = [];
  for (let child = isDeep && accessible.firstChild; child; child = child.nextSibling) {
    children.push(described(child, true));
  }
  return {
    role: accessible.computedARIARole || service.getStringRole(accessible.role),
    name: accessible.name ?? "",
    description: accessible.description,
    value: accessible.value,
    states: statesOf(accessible),
    attributes: attributesOf(accessible),
    children,
  };
}

/** Firefox builds its tree a moment after the page. */
async function ready(find) {
  for (;;) {
    const accessible = service.getAccessibleFor(document);
    if (accessible && !statesOf(accessible).includes("busy") && find()) return find();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const focusedElement = () =>
  service.getAccessibleFor(document.activeElement ?? document) ?? service.getAccessibleFor(document);

// biome-ignore lint/correctness/noUnusedVariables: Firefox calls them
const tree = async () => described(await ready(() => service.getAccessibleFor(document)), true);
// biome-ignore lint/correctness/noUnusedVariables: Firefox calls them
const focused = async () => described(await ready(focusedElement), false);
