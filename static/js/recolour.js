// Recolours the drawing. The page has a rule for each option, which browsers without scripts apply: "if this control is
// checked, the drawing has these custom properties". A browser with scripts would match all of them again after each
// click, and hand the properties down through the whole drawing. Instead, this script reads the rules of the checked
// controls and sets their properties: a paint's on the few shapes that show it, everything else on the drawing.
const PAINTED = ".k-p, .k-sh, .k-li, .k-lb, .k-metal, .k-gloss, .kf-sh, .kf-fl, .paint-name";
const OTHERS = [".drawn", ".wheel", ".cabin-view"];
const form = document.getElementById("build");
const sheet = [...document.styleSheets].find((each) => !each.href && optionRules(each));
// The page has rules for the car that it was loaded with, for browsers that know the media feature.
const isCarRuled = matchMedia("(scripting: enabled)").matches;
const shown = isCarRuled ? wanted((control) => control.defaultChecked) : new Map();

form.addEventListener("change", ({ target }) => {
  if (target.form === form) recolour();
});

export function recolour() {
  for (const [selector, properties] of wanted((control) => control.checked)) {
    if (shown.get(selector) === properties) continue;
    shown.set(selector, properties);
    ruleOf(selector).style.cssText = properties;
  }
}

function optionRules(each) {
  return [...each.cssRules].find(({ cssRules }) => cssRules?.[0]?.selectorText?.startsWith(".build:has("))?.cssRules;
}

// The custom properties for each selector, of the options whose control is chosen.
function wanted(isChosen) {
  const properties = new Map([PAINTED, ...OTHERS].map((selector) => [selector, ""]));
  for (const { selectorText, style } of optionRules(sheet)) {
    const [, id, target] = selectorText.match(/#([\w-]+):checked\) (.+)$/);
    const control = document.getElementById(id);
    if (!isChosen(control)) continue;
    const selectors = control.name === "color" ? [PAINTED] : OTHERS.filter((selector) => target.includes(selector));
    for (const selector of selectors) properties.set(selector, properties.get(selector) + style.cssText);
  }
  return properties;
}

function ruleOf(selector) {
  const ofTheCar = isCarRuled ? [...sheet.cssRules].flatMap((rule) => [...(rule.cssRules ?? [])]) : [];
  const own = [...ofTheCar, ...sheet.cssRules].find((rule) => rule.selectorText === selector);
  return own ?? sheet.cssRules[sheet.insertRule(`${selector} {}`, sheet.cssRules.length)];
}

recolour();
