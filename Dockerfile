# syntax=docker/dockerfile:1

# ---- build: the jar, its libraries, and an archive of loaded classes that makes it start in under a second
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
# Libraries change less often than the code: a layer of their own.
RUN mvn --batch-mode --no-transfer-progress dependency:go-offline -DincludeScope=runtime || true
COPY schema.graphqls ./
COPY examples examples
COPY src/main src/main
RUN mvn --batch-mode --no-transfer-progress package -Dmaven.test.skip=true -Dspotless.check.skip=true \
 && mkdir -p /app/native && cp -r target/profile-gateway.jar target/lib target/profile-gateway.cdx.json /app/ \
 && for native in target/lib/netty-*-native-*-linux-*.jar; do (cd /app/native && jar xf "/build/$native" META-INF/native); done \
 && mv /app/native/META-INF/native/*.so /app/native/ && rm -r /app/native/META-INF

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 gateway \
 && useradd --system --uid 10001 --gid gateway --no-create-home --shell /usr/sbin/nologin gateway
WORKDIR /app
COPY --from=build /app ./
COPY deploy/warm-up deploy/healthy deploy/jvm-options ./bin/
# One run of the gateway with its sandbox and a few queries; the JVM keeps what it loaded and linked.
RUN ./bin/warm-up
ENV GATEWAY_HOST=0.0.0.0 \
    GATEWAY_MANAGEMENT_HOST=0.0.0.0
USER 10001:10001
EXPOSE 4000 8088
HEALTHCHECK --interval=5s --timeout=3s --start-period=15s --retries=3 CMD ["/app/bin/healthy"]
ENTRYPOINT ["java", "@/app/bin/jvm-options", "-XX:AOTCache=/app/gateway.aot", "-jar", "/app/profile-gateway.jar"]
CMD ["serve"]
# Last, as they differ from build to build.
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="profile-gateway" \
      org.opencontainers.image.description="A GraphQL gateway over mParticle's Profile API" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:25-jre" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
