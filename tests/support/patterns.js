// For each pattern and template on stdin: the code points, as ranges, with which the template matches, with and without
// the flag u.
const asked = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));

function matched(pattern, template, end) {
  const ranges = [];
  for (let point = 0; point <= end; point++) {
    const isHalf = point >= 0xd800 && point <= 0xdfff;
    if (isHalf || !pattern.test(template.replace("{}", () => String.fromCodePoint(point)))) continue;
    const last = ranges.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges;
}

const answers = asked.map(({ pattern, template, last }) =>
  ["u", ""].map((flags) => matched(new RegExp(pattern, flags), template, last)),
);
console.log(JSON.stringify(answers));
