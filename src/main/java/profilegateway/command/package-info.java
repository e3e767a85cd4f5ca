/** The command line: its commands, their flags, and what they print. Alone in knowing picocli. */
@NullMarked
package profilegateway.command;

import org.jspecify.annotations.NullMarked;
