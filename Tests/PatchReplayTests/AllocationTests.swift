import Foundation
import Testing

/// The optimized bench; without optimization closures and existentials allocate.
enum ReleaseBench {
  static let path = Tools.products.deletingLastPathComponent()
    .appendingPathComponent("release/patch-replay-bench").path
  static let isMissing = !FileManager.default.isExecutableFile(atPath: path)
}

/// What the C library is asked for in a call: the design's own requests and arrays, nothing else.
@Suite(
  .disabled(
    if: ReleaseBench.isMissing,
    "SKIPPED, allocations are not counted here: there is no \(ReleaseBench.path); `make test` builds it"
  ))
struct AllocationTests {
  /// Counts every allocation of a program; the count goes to a file when it ends.
  static let counter = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <stdio.h>
    #include <stdlib.h>
    static unsigned long count;
    void *malloc(size_t size) {
      static void *(*next)(size_t);
      if (!next) next = dlsym(RTLD_NEXT, "malloc");
      __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
      return next(size);
    }
    int posix_memalign(void **memory, size_t alignment, size_t size) {
      static int (*next)(void **, size_t, size_t);
      if (!next) next = dlsym(RTLD_NEXT, "posix_memalign");
      __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
      return next(memory, alignment, size);
    }
    void *realloc(void *memory, size_t size) {
      static void *(*next)(void *, size_t);
      if (!next) next = dlsym(RTLD_NEXT, "realloc");
      __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
      return next(memory, size);
    }
    __attribute__((destructor)) static void tell(void) {
      FILE *file = fopen(getenv("ALLOCATION_COUNT"), "w");
      if (!file) return;
      fprintf(file, "%lu", count);
      fclose(file);
    }
    """

  @Test func `a call allocates what its design does, and nothing besides`() throws {
    let scratch = try Scratch()
    let source = try scratch.file("counter.c", Self.counter)
    let library = scratch.url.appendingPathComponent("counter.so").path
    let built = try Tools.run("gcc", ["-shared", "-fPIC", "-o", library, source, "-ldl"])
    try #require(built.status == 0, "\(built.errors)")
    let told = scratch.url.appendingPathComponent("count").path
    func count(stage: Int, _ workload: String, calls: Int) throws -> Int {
      let finished = try Tools.run(
        "env",
        [
          "LD_PRELOAD=\(library)", "ALLOCATION_COUNT=\(told)", ReleaseBench.path, "own-time",
          "--stage",
          "\(stage)", "--workload", workload, "--calls", "\(calls)",
        ])
      try #require(finished.status == 0, "\(finished.errors)")
      return try #require(Int(String(contentsOfFile: told, encoding: .utf8)))
    }
    // Request objects and arrays of one call, by the table of worked numbers.
    let expected = [
      (0, "writev:32x4k", 32), (3, "readv:32x4k", 64), (8, "writev:32x4k", 96),
      (10, "readv:32x4k", 3), (11, "writev:32x4k", 3), (11, "read:4k", 1),
    ]
    for (stage, workload, allocations) in expected {
      let few = try count(stage: stage, workload, calls: 100)
      let many = try count(stage: stage, workload, calls: 600)
      // The runtime's own start may differ by one or two from run to run.
      #expect(abs(many - few - 500 * allocations) < 10, "stage \(stage), \(workload)")
    }
  }
}
