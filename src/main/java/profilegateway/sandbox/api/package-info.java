/** The imitated endpoints: the token, a profile by mpid, a profile by identity. */
@NullMarked
package profilegateway.sandbox.api;

import org.jspecify.annotations.NullMarked;
