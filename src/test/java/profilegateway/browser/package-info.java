/** The pages that people look at, in a real browser where one is installed. */
@NullMarked
package profilegateway.browser;

import org.jspecify.annotations.NullMarked;
