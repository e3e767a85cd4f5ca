@NullMarked
package profilegateway.access.persisted;

import org.jspecify.annotations.NullMarked;
