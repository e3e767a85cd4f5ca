/**
 * Where copies are held: in this process ({@code LocalCache}), and in what all instances share ({@code SharedCache}), which tells of
 * what was dropped ({@code DropFeed}).
 */
@NullMarked
package profilegateway.cache.store;

import org.jspecify.annotations.NullMarked;
