#!/usr/bin/env bash
# Runs the fuzz targets, each for a number of seconds, and keeps what breaks them.
#
#   Tests/Fuzz/fuzz.sh SECONDS [TARGET…]
#
# An input that ends a run is made as small as may be and put into Tests/Fuzz/Corpus, whence the tests replay it.
set -u
cd "$(dirname "$0")/../.."
seconds=$1
shift
scratch=.build-fuzz
work=$scratch/work
program=$scratch/release/fuzz
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 SWIFT_BACKTRACE=enable=no
[ -x .build/release/repost-tracer ] && : "${FUZZ_TOOL:=$PWD/.build/release/repost-tracer}" && export FUZZ_TOOL

flags=(-Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer,address -Xswiftc -Xclang-linker -Xswiftc -fuse-ld=lld)
REPOST_TRACER_FUZZ=1 ${SWIFT:-swift} build -c release --product fuzz --scratch-path $scratch "${flags[@]}" || exit

mkdir -p $work/seeds $work/found
names=$(FUZZ_TARGET=seeds $program $work/seeds)
result=0
for name in ${*:-$names}; do
  mkdir -p $work/corpus/$name
  common=(-timeout=20 -rss_limit_mb=3072 -max_len=16384)
  log=$work/$name.log
  FUZZ_TARGET=$name timeout -k 10 $((seconds + 120)) $program $work/corpus/$name $work/seeds/$name \
    "${common[@]}" -max_total_time=$seconds -print_final_stats=1 -artifact_prefix=$work/found/$name- \
    >"$log" 2>&1
  code=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
  echo "$name: ${runs:-?} inputs in $seconds s, ${peak:-?} MB at most$([ $code = 0 ] || echo ", ENDED BY AN INPUT")"
  [ $code = 0 ] && continue
  result=1
  grep -hE "^Fatal error|Fatal error:|ERROR: |SUMMARY" "$log" | head -5
  found=$(sed -n 's/.*Test unit written to //p' "$log" | tail -1)
  [ -f "$found" ] || continue
  smallest=$work/found/$name-smallest
  cp "$found" "$smallest"
  FUZZ_TARGET=$name timeout -k 10 120 $program "$found" "${common[@]}" -minimize_crash=1 -max_total_time=60 \
    -exact_artifact_path="$smallest" >/dev/null 2>&1
  kept=Tests/Fuzz/Corpus/$name/$(sha1sum <"$smallest" | cut -c1-10)
  mkdir -p "$(dirname "$kept")"
  cp "$smallest" "$kept"
  echo "  kept as $kept, $(wc -c <"$kept") bytes; again: FUZZ_TARGET=$name $program $kept"
done
exit $result
