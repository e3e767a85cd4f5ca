// Tells GraphiQL's code the nonce of the page's Content-Security-Policy, which its dialogs need to add a style. Runs after it.
(self.webpackChunkvertx_web_graphiql = self.webpackChunkvertx_web_graphiql || []).push([
  ['styles'],
  {},
  (bundle) => {
    bundle.nc = document.querySelector('meta[name=style-nonce]').content;
  },
]);
