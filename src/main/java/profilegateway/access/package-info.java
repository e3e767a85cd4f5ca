/**
 * Who the caller is and what that allows: {@link profilegateway.access.Callers} takes the credentials of a request,
 * and says whose they are or why it is not let in.
 */
@NullMarked
package profilegateway.access;

import org.jspecify.annotations.NullMarked;
