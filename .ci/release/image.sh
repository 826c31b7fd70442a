#!/usr/bin/env bash
# image.sh NAME [OPTION…]: builds the image NAME:VERSION from the archives of programs in target/release-files, for each of their
# machines, with these options of `docker buildx build`, for example --push.
source "$(dirname "$0")/common.sh"

image=$1
shift
context=target/release-image
rm -rf "$context"
platforms=()
for machine in x86_64:linux/amd64 aarch64:linux/arm64; do
  archive=$files/exeunt-$version-${machine%%:*}-unknown-linux-gnu.tar.gz
  [ -f "$archive" ] || continue
  platform=${machine#*:}
  mkdir -p "$context/$platform"
  tar --extract --gzip --file "$archive" --directory "$context/$platform" --strip-components 1 --wildcards '*/exeunt'
  platforms+=("$platform")
done
[ ${#platforms[@]} -gt 0 ] || { echo "there is no program in $files: .ci/release/program.sh builds it" >&2; exit 1; }
docker buildx build --file bindings/image/Dockerfile --platform "$(IFS=,; echo "${platforms[*]}")" --tag "$image:$version" "$@" "$context"
