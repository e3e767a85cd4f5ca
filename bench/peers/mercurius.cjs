// Mercurius as its documents say for speed: operations compiled, and a loader where something is fetched.
const fastify = require('fastify')();
const profiles = require('./profiles.cjs');

const reads = profiles.keeps
  ? { resolvers: { Query: { profile: (_, { mpid }) => profiles.profile(mpid) } } }
  : { loaders: { Query: { profile: (wanted) => Promise.all(wanted.map(({ params }) => profiles.profile(params.mpid))) } } };

fastify.register(require('mercurius'), { schema: profiles.typeDefs, jit: 1, ...reads });
profiles.listen(fastify);
