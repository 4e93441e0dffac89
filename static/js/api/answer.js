// Shows the answer to a request below its form. The functions return it in a sentence, for screen readers.
const FIRST = [
  "ETag",
  "Location",
  "Retry-After",
  "RateLimit",
  "RateLimit-Policy",
  "Allow",
  "WWW-Authenticate",
  "X-Request-Id",
  "Cache-Control",
  "Content-Type",
];

export async function show(place, answer, kept) {
  const summary = `${answer.status} ${answer.words}`.trim();
  const note = kept.length ? `Filled in for the next requests: ${kept.join(", ")}.` : "";
  place.replaceChildren(
    element("h4", `Answer: ${summary}`),
    element("p", `${answer.time} ms. ${note}`),
    ...problem(answer),
    headers(answer.headers),
    ...(await content(answer)),
  );
  for (const pre of place.querySelectorAll("pre")) if (pre.scrollHeight > pre.clientHeight) pre.tabIndex = 0;
  return `Answer: ${summary}. ${problemWords(answer)} ${note}`;
}

export function showFailure(place, error) {
  const words = failureWords(error);
  place.replaceChildren(element("h4", "No answer"), element("p", words));
  return words;
}

function failureWords(error) {
  if (error instanceof RangeError) return error.message;
  if (error.name === "TimeoutError")
    return "There was no answer within 30 seconds. The server may have done it nevertheless. You can send it again.";
  return "There was no answer. The server can't be reached, or it led to another host, which this page may not read. What you entered is still here: you can send it again.";
}

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function problemWords({ type, json }) {
  return (type === "application/problem+json" && (json.detail ?? json.title)) || "";
}

function problem(answer) {
  const words = problemWords(answer);
  if (!words) return [];
  const faults = (answer.json.invalid_params ?? []).map(({ name, reason }) =>
    element("li", element("code", name), `: ${reason}`),
  );
  return [element("p", element("b", words)), ...(faults.length ? [element("ul", ...faults)] : [])];
}

function headers(all) {
  const first = FIRST.filter((name) => all.has(name));
  const known = new Set(first.map((name) => name.toLowerCase()));
  const others = [...all].filter(([name]) => !known.has(name));
  const lines = [...first.map((name) => [name, all.get(name)]), ...others].map(([name, value]) => `${name}: ${value}`);
  const shown = element("details", element("summary", "All headers"), code(lines.slice(first.length).join("\n")));
  return element("div", code(lines.slice(0, first.length).join("\n")), shown);
}

function code(text) {
  return element("pre", element("code", text));
}

async function content({ type, text, content: bytes }) {
  if (!bytes.size) return [element("p", "The answer has no body.")];
  if (type.startsWith("image/")) return [await picture(bytes)];
  return [code(/[/+]json$/.test(type) ? pretty(text) : text)];
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

// As a data URL: the page's policy allows no others.
async function picture(bytes) {
  const image = new Image();
  image.src = await new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result));
    reader.readAsDataURL(bytes);
  });
  await image.decode().catch(() => {});
  image.alt = `The picture of the answer, ${image.naturalWidth} × ${image.naturalHeight} pixels`;
  return image;
}
