/* Words that scripts say, translated by the server: data-* attributes of <template id="lookup-template">. */

export const words = { none: "", lost: "", remove: "", pick: "", ...document.getElementById("lookup-template")?.dataset };
