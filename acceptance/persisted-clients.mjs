// Asks as clients do: a gateway that executes the manifests' operations only, and one where clients register theirs. Then what clients
// make of the statuses 294 and 422.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ApolloClient, HttpLink, InMemoryCache, gql } = require('@apollo/client/core');
const apollo4 = require('apollo-client-4/core');
const { createPersistedQueryLink } = require('@apollo/client/link/persisted-queries');
const { generatePersistedQueryIdsFromManifest } = require('@apollo/persisted-query-lists');
const { Client, fetchExchange } = require('@urql/core');
const { GraphQLClient } = require('graphql-request');
const { persistedExchange } = require('@urql/exchange-persisted');

const [enforcing, automatic] = process.argv.slice(2);
const CITY = 'New York';
const sha256 = async (text) => createHash('sha256').update(text).digest('hex');
const manifest = (name) => JSON.parse(readFileSync(`manifests/${name}.json`, 'utf8'));

let passed = 0;
let failed = 0;
async function check(what, attempt) {
  try {
    const wrong = await attempt();
    if (wrong) throw new Error(wrong);
    passed++;
  } catch (error) {
    failed++;
    console.log(`${what}: ${error.message}`);
  }
}
const city = (data) => (data?.viewer?.attributes?.city === CITY ? null : `answered ${JSON.stringify(data)}`);

/** A fetch that keeps what was sent: the method, and whether the text was in it. */
function recording() {
  const sent = [];
  const doFetch = (url, init) => {
    const where = `${url} ${init?.body ?? ''}`;
    sent.push(`${init?.method ?? 'GET'} ${/[?&{"]query["=]/.test(where) ? 'text' : 'hash'}`);
    return fetch(url, init);
  };
  return { sent, fetch: doFetch };
}
const expected = (sent, wanted) =>
  JSON.stringify(sent) === JSON.stringify(wanted) ? null : `sent ${JSON.stringify(sent)}`;

const post = async (url, body) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.json();
};

const OWN = gql`
  query Own {
    viewer { mpid ...Place }
  }
  fragment Place on Profile { attributes { city } }
`;

function apollo(url, link, recorded) {
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: link.concat(new HttpLink({ uri: url, fetch: recorded.fetch })),
  });
}

await check("Apollo's manifest by Apollo Client", async () => {
  const recorded = recording();
  const link = createPersistedQueryLink(
    generatePersistedQueryIdsFromManifest({ loadManifest: async () => manifest('apollo') }),
  );
  const { data } = await apollo(enforcing, link, recorded).query({ query: OWN });
  return city(data) ?? expected(recorded.sent, ['POST hash']);
});
await check("Relay's manifest by doc_id", async () => {
  const [id] = Object.keys(manifest('relay'));
  return city((await post(enforcing, { doc_id: id, variables: {} })).data);
});
await check("graphql-codegen's manifest by documentId", async () => {
  const [id] = Object.keys(manifest('codegen'));
  return city((await post(enforcing, { documentId: id })).data);
});
await check("graphql-codegen's manifest by GET", async () => {
  const [id] = Object.keys(manifest('codegen'));
  const answer = await fetch(`${enforcing}?documentId=${encodeURIComponent(id)}`, {
    headers: { accept: 'application/json' },
  });
  return city((await answer.json()).data);
});
await check('Apollo Client is refused what is in no manifest, with a code', async () => {
  const link = createPersistedQueryLink({ sha256 });
  const refused = await apollo(enforcing, link, recording())
    .query({ query: gql`{ viewer { id } }` })
    .then(() => null, (error) => error);
  const text = JSON.stringify(refused?.graphQLErrors ?? refused?.networkError?.result ?? null);
  return text.includes('PERSISTED_QUERY_REQUIRED') ? null : `told ${text}`;
});

for (const useGETForHashedQueries of [false, true]) {
  const hashed = useGETForHashedQueries ? 'GET hash' : 'POST hash';
  const query = gql`query A${useGETForHashedQueries ? 'Get' : 'Post'} { viewer { mpid attributes { city } } }`;
  await check(`automatic persisted queries of Apollo Client, ${hashed}`, async () => {
    const recorded = recording();
    const link = () => createPersistedQueryLink({ sha256, useGETForHashedQueries });
    const first = await apollo(automatic, link(), recorded).query({ query });
    const second = await apollo(automatic, link(), recorded).query({ query });
    return (
      city(first.data) ?? city(second.data)
      ?? expected(recorded.sent, [hashed, 'POST text', hashed])
    );
  });
}
for (const preferGetForPersistedQueries of [false, 'force']) {
  await check(`automatic persisted queries of urql, GET ${preferGetForPersistedQueries}`, async () => {
    const recorded = recording();
    const client = () =>
      new Client({
        url: automatic,
        fetch: recorded.fetch,
        exchanges: [persistedExchange({ preferGetForPersistedQueries, generateHash: sha256 }), fetchExchange],
      });
    const query = `query U${preferGetForPersistedQueries || 'Post'} { viewer { mpid attributes { city } } }`;
    const first = await client().query(query, {}).toPromise();
    const second = await client().query(query, {}).toPromise();
    const method = preferGetForPersistedQueries ? 'GET' : 'POST';
    return (
      (first.error ? String(first.error) : null) ?? city(first.data) ?? city(second.data)
      ?? (recorded.sent.at(-1) === `${method} hash` ? null : `sent ${JSON.stringify(recorded.sent)}`)
    );
  });
}

// Each reads the data and the codes of the errors of one query.
const readers = {
  // It does not name application/graphql-response+json.
  'Apollo Client 3': async (fetch, query) => {
    const client = new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri: automatic, fetch }) });
    return client.query({ query: gql(query), errorPolicy: 'all' }).catch((error) => ({ errors: error.graphQLErrors }));
  },
  'Apollo Client 4': async (fetch, query) => {
    const client = new apollo4.ApolloClient({
      cache: new apollo4.InMemoryCache(),
      link: new apollo4.HttpLink({ uri: automatic, fetch }),
    });
    const { data, error } = await client.query({ query: gql(query), errorPolicy: 'all' });
    return { data, errors: error?.errors };
  },
  urql: async (fetch, query) => {
    const client = new Client({ url: automatic, fetch, exchanges: [fetchExchange] });
    const { data, error } = await client.query(query, {}).toPromise();
    return { data, errors: error?.graphQLErrors };
  },
  'graphql-request': async (fetch, query) => {
    const client = new GraphQLClient(automatic, { fetch });
    const { data, errors } = await client.request(query).then((read) => ({ data: read }), (error) => error.response);
    return { data, errors };
  },
};
for (const [client, read] of Object.entries(readers)) {
  for (const [status, query, data, code] of [
    [294, '{ __typename profile(mpid: "x") { mpid } }', { __typename: 'Query', profile: null }, 'BAD_USER_INPUT'],
    [422, '{ nothing }', null, 'GRAPHQL_VALIDATION_FAILED'],
  ]) {
    const wantedStatus = client === 'Apollo Client 3' ? 200 : status;
    await check(`${client} reads data and code of status ${wantedStatus}`, async () => {
      const statuses = [];
      const found = await read(async (url, init) => {
        const answer = await fetch(url, init);
        statuses.push(answer.status);
        return answer;
      }, query);
      const seen = JSON.stringify([statuses, found.data ?? null, (found.errors ?? []).map((error) => error.extensions.code)]);
      const wanted = JSON.stringify([[wantedStatus], data, [code]]);
      return seen === wanted ? null : `saw ${seen}`;
    });
  }
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
