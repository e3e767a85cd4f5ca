/** What is known of a profile as bytes, as compact as they can be without packing them, and back. */
@NullMarked
package profilegateway.redis.codec;

import org.jspecify.annotations.NullMarked;
