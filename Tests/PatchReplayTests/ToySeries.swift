import Foundation
import Testing

/// A small C program that says what its work costs, as a repository of commits.
///
/// It does its work and a fixed reference in turn, many times, and prints the ratio of the fastest
/// of each of many groups: of all runs the fastest would be the same number again and again. What else the machine does hits both alike, so that a tenth more work is seen on any
/// machine.
struct ToySeries: ~Copyable {
  let scratch: Scratch
  let repository: URL

  /// One commit: work to do, in hundredths of the reference; what the program ends with.
  struct Step {
    var work = 100
    var ending = "return 0;"
    var notes = ""
  }

  init(_ steps: [Step]) throws {
    let scratch = try Scratch()
    let repository = scratch.url.appendingPathComponent("repository")
    try FileManager.default.createDirectory(
      at: repository, withIntermediateDirectories: true)
    try Tools.git("init", "-q", "-b", "main", ".", in: repository)
    for (number, step) in steps.enumerated() {
      try Self.write(step.program, "toy.c", in: repository)
      try Self.write(
        "all: toy\n\ntoy: toy.c\n\t$(CC) -O1 -o $@ $<\n", "Makefile", in: repository)
      try Self.write("\(number) \(step.notes)\n", "notes", in: repository)
      try Tools.git("add", "-A", in: repository)
      try Tools.git("commit", "-q", "-m", "toy: step \(number)", in: repository)
    }
    self.scratch = scratch
    self.repository = repository
  }

  var cache: String { scratch.url.appendingPathComponent("cache").path }
  var out: String { scratch.url.appendingPathComponent("out").path }
  var journal: String { out + "/journal.jsonl" }

  /// The arguments that measure all commits.
  func arguments(steps: Int, rounds: Int, run: String = "./toy") -> [String] {
    [
      "measure", "--range", "main~\(steps)..main", "--repo", repository.path, "--build", "make",
      "--run", run, "--rounds", "\(rounds)", "--seed", "1", "--cache", cache, "--out", out,
    ]
  }

  static func write(_ text: String, _ name: String, in repository: URL) throws {
    try text.write(
      to: repository.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }
}

extension ToySeries.Step {
  /// The C program.
  var program: String {
    """
    #include <stdio.h>
    #include <time.h>

    static volatile unsigned long sink;

    static double timed(unsigned long steps)
    {
    	struct timespec start, end;
    	unsigned long i, value = 1;

    	clock_gettime(CLOCK_MONOTONIC, &start);
    	for (i = 0; i < steps * 300; i++)
    		value = value * 6364136223846793005ul + i;
    	sink = value;
    	clock_gettime(CLOCK_MONOTONIC, &end);
    	return (end.tv_sec - start.tv_sec) * 1e9 + (end.tv_nsec - start.tv_nsec);
    }

    int main(void)
    {
    	double work = 0, reference = 0;
    	int group, i;

    	for (group = 0; group < 43; group++) {
    		double fastest[2] = { 1e18, 1e18 }, time;

    		for (i = 0; i < 14; i++) {
    			time = timed(i % 2 ? 100 : \(work));
    			if (time < fastest[i % 2])
    				fastest[i % 2] = time;
    		}
    		work += fastest[0];
    		reference += fastest[1];
    	}
    	printf("cost: %.5f references\\n", work / reference);
    	printf("work: \(work) steps\\n");
    	\(ending)
    }

    """
  }
}
