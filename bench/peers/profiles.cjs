// What the peers in Node share: the schema, and profiles from the upstream, kept where CACHE is on.
// They serve the upstream's fields by its own names, so that nothing has to be renamed.
const { Pool } = require('undici');
const { LRUCache } = require('lru-cache');

const PATH = '/userprofile/v1/1/2/3/';
const PARTS = '?fields=user_attributes,audience_memberships';
const HEADERS = { authorization: 'Bearer bench', accept: 'application/json' };

exports.typeDefs = `
  type Query { profile(mpid: ID!): Profile }
  type Profile { mpid: ID! is_opted_out: Boolean user_attributes: Attributes audience_memberships: [Audience!] }
  type Attributes { ltv: String view_preference: String ml_product_recs: [String!] }
  type Audience { audience_id: ID! audience_name: String }
`;

exports.keeps = process.env.CACHE === 'on';

// One connection to a call that is under way: the upstream is asked by HTTP/1.1 without pipelining, as the gateway does.
const pool = new Pool(process.env.UPSTREAM, { connections: 1024, pipelining: 1 });

async function fetched(mpid) {
  const { statusCode, body } = await pool.request({ method: 'GET', path: PATH + mpid + PARTS, headers: HEADERS });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`the upstream answered ${statusCode}`);
  }
  return body.json();
}

const copies = new LRUCache({ max: 20_000, ttl: 3_600_000 });

async function keptAfter(fetching, mpid) {
  const profile = await fetching;
  copies.set(mpid, profile);
  return profile;
}

// A profile that is kept is given as it is, without a promise.
exports.profile = (mpid) => {
  if (!exports.keeps) {
    return fetched(mpid);
  }
  return copies.get(mpid) ?? keptAfter(fetched(mpid), mpid);
};

exports.listen = (app) => app.listen({ host: '127.0.0.1', port: Number(process.env.PORT), backlog: 4096 });
