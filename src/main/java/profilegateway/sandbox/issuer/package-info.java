/** Tokens for whoever wants to be one of the shoppers: the sandbox as an issuer, which gives a token to everybody. */
@NullMarked
package profilegateway.sandbox.issuer;

import org.jspecify.annotations.NullMarked;
