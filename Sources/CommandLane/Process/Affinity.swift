internal import CLinuxProcess
internal import Foundation
internal import Glibc

/// The processors that this process and its children may run on.
enum Affinity {
  /// Restricts every thread, because a child inherits from the thread that starts it; false where
  /// one of the processors is not there or not allowed.
  static func restrict(to processors: [Int]) -> Bool {
    guard !processors.isEmpty else { return true }
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return threads.compactMap { Int32($0) }.allSatisfy { set(mask(of: processors), thread: $0) }
  }

  /// Whether all of the processors are there and allowed; found out by the thread that asks, which
  /// then has its own back.
  static func allows(_ processors: [Int]) -> Bool {
    guard !processors.isEmpty else { return true }
    let before = get()
    defer { _ = set(before, thread: 0) }
    return set(mask(of: processors), thread: 0)
  }

  private static func mask(of processors: [Int]) -> [UInt] {
    var words = Array(repeating: UInt(0), count: 1024 / UInt.bitWidth)
    for processor in processors where words.indices.contains(processor / UInt.bitWidth) {
      words[processor / UInt.bitWidth] |= 1 << UInt(processor % UInt.bitWidth)
    }
    return words
  }

  /// The kernel leaves out processors that are not there as long as one is.
  private static func set(_ mask: [UInt], thread: Int32) -> Bool {
    sched_setaffinity(thread, mask.count * MemoryLayout<UInt>.size, mask) == 0
      && get(thread) == mask
  }

  private static func get(_ thread: Int32 = 0) -> [UInt] {
    var words = Array(repeating: UInt(0), count: 1024 / UInt.bitWidth)
    sched_getaffinity(thread, words.count * MemoryLayout<UInt>.size, &words)
    return words
  }
}
