// Copies what the browser is served from node_modules into the package, and draws the icon sprite.
// Run by `make assets`; everything it writes is ignored by git and shipped in the wheel.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const vendor = join(root, "huiyin/web/ui/static/vendor");
const iconList = join(root, "huiyin/web/ui/icons.txt");

const served = {
  "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
  "htmx.org/dist/htmx.min.js": "htmx.min.js",
};

// The .map files are not shipped, and hashed static storage refuses a file that names a missing one.
const withoutSourceMap = (text) =>
  text.replace(/\/\*[#@] ?sourceMappingURL=[^*]*\*\//g, "").replace(/^\/\/[#@] ?sourceMappingURL=.*$/gm, "");

function symbol(name) {
  const [style, icon] = name.startsWith("filled/") ? ["filled", name.slice(7)] : ["outline", name];
  const file = join(root, "node_modules/@tabler/icons/icons", style, `${icon}.svg`);
  if (!existsSync(file)) throw new Error(`huiyin/web/ui/icons.txt names "${name}", which @tabler/icons does not have`);
  const drawing = readFileSync(file, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "").replace(/\s*\n\s*/g, "");
  const paint = style === "filled"
    ? 'fill="currentColor" stroke="none"'
    : 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="i-${name.replace("/", "-")}" viewBox="0 0 24 24" ${paint}>${drawing}</symbol>`;
}

function sprite() {
  const names = existsSync(iconList)
    ? readFileSync(iconList, "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim()).filter(Boolean)
    : [];
  const symbols = [...new Set(names)].sort().map(symbol);
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

// WhiteNoise sends the .gz beside a file to browsers that accept it.
function write(name, text) {
  writeFileSync(join(vendor, name), text);
  writeFileSync(join(vendor, `${name}.gz`), gzipSync(text, { level: 9 }));
}

mkdirSync(vendor, { recursive: true });
for (const [from, to] of Object.entries(served)) {
  write(to, withoutSourceMap(readFileSync(join(root, "node_modules", from), "utf8")));
}
write("icons.svg", sprite());
