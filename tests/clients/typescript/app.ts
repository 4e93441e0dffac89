/** What an app does with the types that openapi-typescript makes of the server's document. It prints what it got. */

import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Schemas = components["schemas"];

const api = createClient<paths>({ baseUrl: process.argv[2] ?? "" });

/** README's own example. */
const ada: Schemas["NewUser"] = {
  userId: randomUUID(),
  name: "Ada",
  age: 36,
  gender: "female",
  colorBlindness: false,
  carConfiguration: {
    model: "911",
    color: "Gentian Blue",
    tire: "Carrera S",
    interior: "Black leather",
    additionalFeatures: { "sport-chrono": true, bose: true },
  },
};

function got<Data>(answer: { data?: Data | undefined; error?: unknown }): Data {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

async function change(userId: string): Promise<Schemas["User"]> {
  const owner = { Authorization: `Bearer ${token}` };
  const read = await api.GET("/users/{userId}", { params: { path: { userId } } });
  const tag = read.response.headers.get("ETag") ?? "";
  const body: Schemas["UserPatch"] = {
    age: null,
    colorVision: "deutan",
    colorVisionSeverity: "moderate",
    colorBlindness: true,
    carConfiguration: { color: "white", additionalFeatures: { bose: null, "made-up": { deep: [1] } } },
  };
  const params = { path: { userId }, header: { "If-Match": tag } };
  return got(await api.PATCH("/users/{userId}", { params, headers: owner, body }));
}

async function rendered(code: string): Promise<Schemas["Render"]> {
  const view: Schemas["View"] = "side";
  let { data: render, response } = await api.POST("/renders", { body: { code, view } });
  while (render?.id && (render.state === "pending" || render.state === "in_progress")) {
    const seconds = Number(response.headers.get("Retry-After"));
    await new Promise((resume) => setTimeout(resume, 1000 * seconds));
    ({ data: render, response } = await api.GET("/renders/{id}", { params: { path: { id: render.id } } }));
  }
  return got<Schemas["Render"]>({ data: render });
}

/** Wrong bodies, which the types refuse. The server's answer is a problem, whose members are typed too. */
async function refusals(): Promise<Schemas["InvalidParam"][]> {
  // @ts-expect-error - a view that doesn't exist
  const noView: Schemas["NewRender"] = { view: "top" };
  // @ts-expect-error - a member that doesn't exist
  const misspelt: Schemas["UserPatch"] = { nmae: "Eve" };
  // @ts-expect-error - a car has more parts
  const noCar: Schemas["CarToCheck"] = { carConfiguration: { model: "911", ...misspelt } };
  const answers = [
    await api.POST("/renders", { body: noView }),
    await api.POST("/configurations", { body: noCar }),
  ];
  return answers.flatMap(({ error }) => error?.invalid_params ?? []);
}

const created = got(await api.POST("/users", { body: ada }));
const token = created.accessToken ?? "";
const changed = await change(created.userId);
const checked = got(await api.POST("/configurations", { body: { carConfiguration: ada.carConfiguration } }));
const code = checked.configuration.code ?? "";
const drawingOf = { path: { code, name: "front-600.png" as const } };
const drawing: Blob = got(await api.GET("/drawings/{code}/{name}", { params: drawingOf, parseAs: "blob" }));
const render = await rendered(code);
const params = { path: { id: render.id ?? "" } };
const picture: Blob = got(await api.GET("/renders/{id}/picture", { params, parseAs: "blob" }));
const catalogue = got(await api.GET("/catalogue"));

console.log(
  JSON.stringify({
    created: created.carConfiguration.additionalFeatures,
    changed: [changed.age, changed.colorVisionSeverity, changed.carConfiguration.additionalFeatures],
    total: checked.configuration.price?.total,
    conflicts: checked.configuration.conflicts.flatMap((conflict) => conflict.resolutions.map((it) => it.change.color)),
    drawing: [drawing.type, drawing.size],
    render: [render.state, picture.type, picture.size],
    power: catalogue.models[0]?.facts.power?.value,
    wrong: (await refusals()).map(({ name }) => name),
  }),
);
