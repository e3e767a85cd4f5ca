// Runs the audits of graphql-http, the reference implementation of GraphQL over HTTP, against a URL. Its version 1.23 audits the draft of
// 2025, which the edition of September 2026 contradicts in the places below.
// graphql-http comes from the folder in AUDIT_MODULES: it is no part of this repository.
// Arguments: the URL, and the gateway's GATEWAY_HTTP_STATUSES (compatible or edition).
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = createRequire(pathToFileURL(join(process.env.AUDIT_MODULES, 'x')));
const { serverAudits } = modules('graphql-http');
const [url, statuses] = process.argv.slice(2);

// Audits that must fail, by id, with the reason. One that passes is a failure too: then the entry is out of date.
const CSRF = 'a GET without a JSON type in Accept is refused, as any page could send it';
const MALFORMED = 'the edition has 422 for a request that is not well-formed';
const LEGACY = 'the edition has no 200 for request errors of clients that accept application/json';
const everywhere = {
  '5A70': CSRF,
  '423L': MALFORMED,
  '86EE': 'its document has an unused variable, for which the edition has 422',
};
const ofTheEdition = {
  // These send Accept: application/json.
  ...Object.fromEntries(
    ['LKJ', '6C0', '476', '58B']
      .flatMap((id) => [0, 1, 2, 3].map((index) => id + index))
      .concat('3E3A')
      .map((id) => [id, MALFORMED]),
  ),
  '572B': LEGACY,
  FDE2: LEGACY,
  '7B9B': LEGACY,
};
const expected = new Map(Object.entries(statuses === 'edition' ? { ...everywhere, ...ofTheEdition } : everywhere));

let passed = 0;
let failed = 0;
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const result = await audit.fn();
  const reason = expected.get(audit.id);
  expected.delete(audit.id);
  if ((result.status === 'ok') === (reason === undefined)) {
    passed++;
    if (reason) console.log(`fails as expected: ${audit.id} ${audit.name}: ${reason}`);
  } else if (reason) {
    failed++;
    console.log(`passes against expectation: ${audit.id} ${audit.name}`);
  } else {
    failed++;
    console.log(`${result.status}: ${audit.id} ${audit.name}: ${result.reason}`);
    console.log(`  ${result.response.status} ${await result.response.text().catch(() => '(body was read)')}`);
  }
}
for (const id of expected.keys()) {
  failed++;
  console.log(`there is no audit ${id}`);
}
console.log(`${statuses}: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
