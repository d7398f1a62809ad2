// Manifests on standard input, as a JSON list; faults on standard output: values that the schema refuses, and keys that it
// never reads, which a cluster would refuse or drop.
const packages = { "argoproj.io/v1alpha1": "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1" };

async function modelOf({ apiVersion, kind }) {
  const module = await import(`${packages[apiVersion] ?? `kubernetes-models/${apiVersion}`}/${kind}`);
  return module[kind];
}

// a view that notes which keys are read; one that walks all keys reads them all
function watched(value, path, read) {
  if (value === null || typeof value !== "object") return value;
  return new Proxy(value, {
    get(target, key) {
      if (typeof key === "string") read.add(`${path}/${key}`);
      return watched(target[key], `${path}/${String(key)}`, read);
    },
  });
}

function* keysOf(value, path) {
  if (value === null || typeof value !== "object") return;
  for (const key of Object.keys(value)) {
    yield `${path}/${key}`;
    yield* keysOf(value[key], `${path}/${key}`);
  }
}

let text = "";
for await (const piece of process.stdin) text += piece;
const faults = [];
for (const manifest of JSON.parse(text)) {
  const Model = await modelOf(manifest);
  const read = new Set(["/apiVersion", "/kind"]);
  const where = `${manifest.kind} ${manifest.metadata.name}`;
  try {
    Model.prototype.validate.call(watched(manifest, "", read));
  } catch (problem) {
    faults.push(`${where}: ${problem.message}`);
  }
  for (const path of keysOf(manifest, "")) if (!read.has(path)) faults.push(`${where}: unknown ${path}`);
}
console.log(JSON.stringify(faults));
