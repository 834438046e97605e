internal import Bytes
internal import Documents

/// Which figures of a metric are the better ones, by one table of units and words.
extension MetricDirection {
  /// Guesses the direction: a time is the better the lower it is, a rate the higher; else words of
  /// the name tell.
  ///
  /// Unknown where neither does.
  init(name: String, unit: String) {
    let words = Self.words(name)
    let dimension = MetricUnit(unit).dimension
    if case .rate = dimension {
      let isOfHarm = !words.union(Self.words(unit)).isDisjoint(with: Self.wordsOfHarm)
      // More allocations or system calls a second may come of more work or of waste.
      let isOfCost =
        words.isDisjoint(with: Self.wordsOfRate) && !words.isDisjoint(with: Self.wordsOfCost)
      self = isOfHarm ? .lower : isOfCost ? .unknown : .higher
      return
    }
    if dimension == .time {
      self = .lower
      return
    }
    if case .each(.time, _) = dimension {
      self = .lower
      return
    }
    let isBytes = dimension == .bytes
    let all = words.union(isBytes ? [] : Self.words(unit))
    if !all.isDisjoint(with: Self.wordsOfHarm) {
      self = .lower
    } else if !all.isDisjoint(with: Self.wordsOfRate) || Self.saysRate(name) {
      self = .higher
    } else if !all.isDisjoint(with: Self.wordsOfCost.union(Self.wordsOfTime)) {
      self = .lower
    } else if !all.isDisjoint(with: Self.wordsOfGain) {
      self = .higher
    } else if case .each(.bytes, _) = dimension {
      self = .lower
    } else {
      self = .unknown
    }
  }

  /// What nobody wants more of, at any rate.
  private static let wordsOfHarm: Set<String> = [
    "error", "errors", "failure", "failures", "failed", "miss", "misses", "missed", "fault",
    "faults", "retry", "retries", "retransmits", "retransmissions", "timeouts", "dropped", "drops",
    "lost", "loss", "stall", "stalls", "conflicts", "leak", "leaks", "spills",
    "overhead", "mispredictions",
  ]

  private static let wordsOfRate: Set<String> = [
    "throughput", "bandwidth", "iops", "tps", "qps", "rps", "fps", "score", "scores", "flops",
    "mflops", "gflops", "tflops", "mips", "goodput", "speedup", "ipc", "thrpt",
  ]

  private static let wordsOfCost: Set<String> = [
    "latency", "duration", "elapsed", "delay", "wait", "jitter", "lag", "pause",
    "runtime", "cycles", "instructions", "insns", "syscalls", "switches", "alloc", "allocs",
    "allocations", "allocated", "cost", "memory", "mem", "rss", "heap", "footprint", "resident",
    "energy", "joules", "power", "usage", "branches",
  ]

  /// Of a figure that is no rate.
  private static let wordsOfTime: Set<String> = [
    "time", "times", "size", "ms", "ns", "us", "usec", "msec", "nsec", "sec", "secs", "seconds",
  ]

  private static let wordsOfGain: Set<String> = [
    "rate", "speed", "ops", "hit", "hits", "efficiency", "accuracy", "rating", "coremark",
  ]

  /// Whether a name itself says that it is so much each second.
  private static func saysRate(_ name: String) -> Bool {
    let plain = name.lowercased().replacing("_", with: " ")
    return ["/s", "/sec", "/second", "per sec", "per second"].contains(where: plain.hasSuffix)
      || plain.contains("per second") || plain.contains("/sec")
  }

  /// Runs of letters in small letters; `cacheMisses` is two words.
  private static func words(_ text: String) -> Set<String> {
    var words: Set<String> = []
    var word: [UInt8] = []
    var wasSmall = false
    func close() {
      if !word.isEmpty { words.insert(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    for byte in text.utf8 {
      let isCapital = byte >= 0x41 && byte <= 0x5A
      if !ASCII.isLetter(byte) || isCapital && wasSmall { close() }
      if ASCII.isLetter(byte) { word.append(ASCII.lowercased(byte)) }
      wasSmall = ASCII.isLetter(byte) && !isCapital
    }
    close()
    return words
  }
}
