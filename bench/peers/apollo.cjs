// Apollo Server on Fastify, with a DataLoader for each operation.
const { ApolloServer } = require('@apollo/server');
const { default: apollo } = require('@as-integrations/fastify');
const DataLoader = require('dataloader');
const fastify = require('fastify')();
const profiles = require('./profiles.cjs');

const server = new ApolloServer({
  typeDefs: profiles.typeDefs,
  resolvers: { Query: { profile: (_, { mpid }, { loader }) => loader.load(mpid) } },
  csrfPrevention: false,
  includeStacktraceInErrorResponses: false,
});

const context = async () => ({ loader: new DataLoader((mpids) => Promise.all(mpids.map(profiles.profile))) });

server.start().then(() => fastify.register(apollo(server), { context })).then(() => profiles.listen(fastify));
