// Runs the code of docs/recipes against a gateway, as a page would.
import { ApolloClient, ApolloProvider, HttpLink, InMemoryCache, setLogVerbosity } from '@apollo/client';
import { JSDOM } from 'jsdom';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createRoot } from 'react-dom/client';
import { createOperationDescriptor, getRequest, type ConcreteRequest } from 'relay-runtime';
import { gatewayClient as apolloClient } from './src/apollo/client';
import { Look, Place } from './src/apollo/Shop';
import { viewer as typedViewer } from './src/codegen/viewer';
import { gatewayEnvironment } from './src/relay/environment';
import { Greeting } from './src/server/Greeting';
import { gatewayClient as urqlClient } from './src/urql/client';
import { viewer as urqlViewer } from './src/urql/viewer';

const [gateway = '', sandbox = ''] = process.argv.slice(2);
const CITY = 'New York';

let passed = 0;
let failed = 0;
async function check(what: string, attempt: () => Promise<string | null>) {
  let wrong: string | null;
  try {
    wrong = await attempt();
  } catch (error) {
    wrong = error instanceof Error ? `${error.message}` : String(error);
  }
  wrong === null ? passed++ : failed++;
  console.log(`${wrong === null ? 'ok  ' : 'FAIL'} ${what}${wrong === null ? '' : `: ${wrong}`}`);
}
const expected = (actual: unknown, wanted: unknown) =>
  JSON.stringify(actual) === JSON.stringify(wanted) ? null : `${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`;

/** What was sent since the last time: the methods, and whether an access token was with it. */
let sent: string[] = [];
const plainFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const signedIn = new Headers(init?.headers).has('authorization');
  sent.push(`${init?.method ?? 'GET'}${signedIn ? ' signed in' : ''}`);
  return plainFetch(input, init);
};
const taken = () => {
  const before = sent;
  sent = [];
  return before;
};

/** Until `shown` is no longer false, or two seconds are over. */
async function until(shown: () => boolean) {
  const end = Date.now() + 2000;
  while (!shown() && Date.now() < end) {
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

const page = new JSDOM('<!DOCTYPE html><div id="root"></div>').window;
Object.assign(globalThis, { window: page, document: page.document });

/** What two components show that are mounted together, and how many requests they took. */
async function mounted(client: ApolloClient<unknown>) {
  taken();
  const root = createRoot(page.document.getElementById('root')!);
  root.render(createElement(ApolloProvider, { client, children: [<Place key="place" />, <Look key="look" />] }));
  const text = (id: string) => page.document.getElementById(id)?.textContent;
  await until(() => text('place') === CITY && text('look') === 'DARK');
  await new Promise((resume) => setTimeout(resume, 300));
  const shown = [text('place'), text('look')];
  const requests = taken().length;
  root.unmount();
  return { shown, requests };
}

async function main() {
  const token = await (await plainFetch(`${sandbox}/__sandbox/tokens/documented-sample`)).text();
  const none = () => null;

  await check('Apollo Client: two mounted components keep each other’s attributes, with one request each', async () => {
    const { shown, requests } = await mounted(apolloClient(gateway, none));
    return expected([shown, requests], [[CITY, 'DARK'], 2]);
  });
  await check('Apollo Client: without the policies they erase each other’s, or ask again', async () => {
    const plain = new ApolloClient({ link: new HttpLink({ uri: gateway }), cache: new InMemoryCache() });
    setLogVerbosity('silent');
    const { shown, requests } = await mounted(plain);
    setLogVerbosity('log');
    console.log(`     without the policies: ${JSON.stringify(shown)} after ${requests} requests`);
    return requests > 2 || shown.join() !== `${CITY},DARK` ? null : 'the recipe is not needed';
  });
  await check('Apollo Client: the access token is sent', async () => {
    await mounted(apolloClient(gateway, () => token));
    const client = apolloClient(gateway, () => token);
    taken();
    const { gql } = await import('@apollo/client');
    await client.query({ query: gql`{ viewer { id } }` });
    return expected(taken(), ['POST signed in']);
  });

  await check('urql: viewer is a GET, everything else a POST, with the access token', async () => {
    const client = urqlClient(gateway, () => token);
    taken();
    const first = await urqlViewer(client);
    const second = await client
      .query('query Anybody($mpid: ID!) { profile(mpid: $mpid) { id isOptedOut } }', { mpid: '4400000000000000002' })
      .toPromise();
    return (
      expected([first.error?.message, second.error?.message], [undefined, undefined])
      ?? expected(first.data?.viewer?.attributes?.city, CITY)
      ?? expected(taken(), ['GET signed in', 'POST signed in'])
    );
  });
  await check('urql: attributes of two queries are kept side by side', async () => {
    const client = urqlClient(gateway, none);
    const asked = (field: string) => `query Two { viewer { id attributes { ${field} } freshness { origin fetchedAt } } }`;
    await client.query(asked('city'), {}).toPromise();
    await client.query(asked('viewPreference'), {}).toPromise();
    const both = await client.query(asked('city viewPreference'), {}, { requestPolicy: 'cache-only' }).toPromise();
    return expected(both.data?.viewer?.attributes && [both.data.viewer.attributes.city, both.data.viewer.attributes.viewPreference], [CITY, 'DARK']);
  });

  await check('Relay: what its compiler made of the schema is asked and kept', async () => {
    const environment = gatewayEnvironment(gateway, () => token);
    // A page has Relay's Babel plugin put this in the place of the tag.
    const compiled = (await import('./src/relay/__generated__/GreetingQuery.graphql')).default as ConcreteRequest;
    const operation = createOperationDescriptor(getRequest(compiled), {});
    taken();
    await environment.execute({ operation }).toPromise();
    const kept = environment.lookup(operation.fragment).data as { viewer?: { attributes?: { city?: string } } };
    return expected(kept.viewer?.attributes?.city, CITY) ?? expected(taken(), ['POST signed in']);
  });

  await check('graphql-codegen: what is asked is typed, and comes', async () => {
    const user = await typedViewer(gateway, token);
    const worth: number | null | undefined = user?.attributes?.lifetimeValue;
    const look: 'DARK' | 'LIGHT' | 'UNKNOWN' | null | undefined = user?.attributes?.viewPreference;
    const fetchedAt: string | undefined = user?.freshness?.fetchedAt;
    // @ts-expect-error an mpid is text: JavaScript would round the number
    const mpid: number | undefined = user?.mpid;
    return (
      expected([worth, look, mpid as unknown], [342.1, 'DARK', '9080350317581165000'])
      ?? (fetchedAt?.endsWith('Z') ? null : `fetched at ${fetchedAt}`)
    );
  });

  await check('server components: the page of whoever asks for it', async () => {
    const html = renderToStaticMarkup((await Greeting({ url: gateway, accessToken: token })) as ReactElement);
    return expected(html, `<p data-look="dark">Delivery to ${CITY}</p>`);
  });
  await check('server components: the neutral page without a token, and where the gateway does not answer', async () => {
    const nobody = renderToStaticMarkup((await Greeting({ url: gateway, accessToken: null })) as ReactElement);
    const silent = renderToStaticMarkup(
      (await Greeting({ url: 'http://127.0.0.1:1/graphql', accessToken: token })) as ReactElement,
    );
    return expected([nobody, silent], Array(2).fill('<p data-look="light">Delivery to everywhere</p>'));
  });

  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

void main();
