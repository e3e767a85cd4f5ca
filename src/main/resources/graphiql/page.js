// Prepares the page for GraphiQL's code, which runs after this script.

// The editor adds style elements. The page's Content-Security-Policy allows those that carry its nonce.
const styleNonce = document.querySelector('meta[name=style-nonce]').content;
const createElement = document.createElement.bind(document);
document.createElement = (name, options) => {
  const element = createElement(name, options);
  if (element instanceof HTMLStyleElement) {
    element.nonce = styleNonce;
  }
  return element;
};

// The editor parses and validates in workers; their files are beside this page.
const workers = {
  json: 'json.worker.bundle.js',
  graphql: 'graphql.worker..bundle.js',
};
self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (moduleId, label) => './monacoeditorwork/' + (workers[label] ?? 'editor.worker.bundle.js'),
};

// GraphiQL appends this path to the origin: it is relative to this page, so that the gateway can be behind a path prefix.
VERTX_GRAPHIQL_CONFIG.graphQLUri = new URL('../graphql', document.baseURI).pathname;
