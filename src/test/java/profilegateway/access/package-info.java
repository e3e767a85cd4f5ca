@NullMarked
package profilegateway.access;

import org.jspecify.annotations.NullMarked;
