@NullMarked
package profilegateway.httpclient;

import org.jspecify.annotations.NullMarked;
