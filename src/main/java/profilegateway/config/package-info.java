/**
 * What is set, checked: one record a package of the gateway, and the words that they are made of. What can be set is declared in
 * {@code declared}, of values of such {@code kinds}; {@code reading} finds what a person wrote.
 */
@NullMarked
package profilegateway.config;

import org.jspecify.annotations.NullMarked;
