import type { Plugin } from "vite";

/**
 * Writes `/embed.js`, the one address that other people's pages know: a classic script of some lines that loads the element from wherever
 * this build has put it. Its own address is where from, as a page of another origin may load it from any server.
 */
export function embedScript(entry: string): Plugin {
  return {
    name: "duet-embed-script",
    apply: "build",
    generateBundle(_, bundle) {
      const chunk = Object.values(bundle).find((each) => each.type === "chunk" && each.isEntry && each.name === entry);
      if (chunk?.type !== "chunk") throw new Error(`The build has no entry "${entry}".`);
      this.emitFile({ type: "asset", fileName: "embed.js", source: loader([...chunk.imports, chunk.fileName]) });
    },
  };
}

// Where it was loaded as a module, the document does not say which script runs. All files are asked for at once, the element's own last.
const loader = (files: string[]): string => `(() => {
  const script = document.currentScript ?? document.querySelector('script[src*="/embed.js"]');
  const files = ${JSON.stringify(files)}.map((file) => new URL(file, script.src).href);
  if (customElements.get("duet-call") === undefined) {
    Promise.all(files.map((file) => import(file))).catch((error) => console.error("<duet-call> could not be loaded.", error));
  }
})();
`;
