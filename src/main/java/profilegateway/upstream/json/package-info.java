/** JSON as the Profile API and its token endpoint send it. */
@NullMarked
package profilegateway.upstream.json;

import org.jspecify.annotations.NullMarked;
