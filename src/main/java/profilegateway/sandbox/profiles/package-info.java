/** Whose profiles there are: the shoppers at hand, a file of one's own, generated ones, and edits of all of them. */
@NullMarked
package profilegateway.sandbox.profiles;

import org.jspecify.annotations.NullMarked;
