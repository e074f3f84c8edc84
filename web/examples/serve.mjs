// `npm run example`: a web site of its own, beside a Duet server, with the pages of this folder.
//   PORT  where it listens; 8090 unless set
//   DUET  the Duet server; http://localhost:8080 unless set. It must allow this site: --Duet:Signaling:AllowedOrigins:0=http://localhost:8090
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";

const duet = (process.env.DUET ?? "http://localhost:8080").replace(/\/$/, "");
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8" };

// Everything that the pages may fetch; nothing else of the disk can be asked for.
const folders = { "/sdk/": new URL("../sdk/dist/", import.meta.url), "/": new URL("./", import.meta.url) };

// What a careful site allows, and no more: the script of <duet-call>, and the server that it talks to.
const policy = `default-src 'self'; script-src 'self' ${duet}; connect-src 'self' ${duet} ${duet.replace(/^http/, "ws")}; frame-src ${duet}; img-src 'self' data:`;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://example");
  read(pathname === "/" ? "/index.html" : pathname).then(
    ({ type, body }) => response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy }).end(body),
    () => response.writeHead(404).end(),
  );
});

async function read(pathname) {
  const [, folder, name] = /^(\/sdk\/|\/)([\w-]+\.(?:html|js))$/.exec(pathname);
  const text = await readFile(new URL(name, folders[folder]), "utf8");
  return { type: types[extname(name)], body: text.replaceAll("https://duet.example", duet) };
}

server.listen(Number(process.env.PORT ?? 8090), "127.0.0.1", () => {
  console.log(`The examples are at http://localhost:${server.address().port}, the calls on ${duet}.`);
});
