/**
 * Operations that are asked by an id in place of their text: documents that the operator trusts, and those that clients
 * registered themselves.
 */
@NullMarked
package profilegateway.access.persisted;

import org.jspecify.annotations.NullMarked;
