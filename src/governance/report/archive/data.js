"use strict";
// The data of the page, unpacked when it is needed, and the only way in which anything becomes part of the document:
// el() makes text nodes and plain attributes, so no text can turn into markup.
let DATA = null;
const unpacked = new Map();

async function unpack(id) {
  if (!unpacked.has(id)) {
    const packed = atob(document.getElementById(id).textContent);
    const bytes = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    if (unpacked.size > 8) unpacked.delete(unpacked.keys().next().value);
    unpacked.set(id, await new Response(plain).json());
  }
  return unpacked.get(id);
}

async function detailOf(stream) {
  if (!stream.at) return null;
  return (await unpack(`block-${stream.at[0]}`))[stream.at[1]];
}

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

// A figure of summary.json on the page; its path stays with it.
function figure(path, value) {
  return el("span", { class: "figure", "data-figure": path, "data-value": value }, number(value));
}
