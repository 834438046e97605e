import Foundation
import PeerProtocol
import Synchronization
import Testing

/// Leases between an engine and a server that share a page of words.
struct LeaseTableTests {
  let pages: SharedPages
  let table: LeaseTable

  init() throws {
    let file = try #require(tmpfile())
    defer { fclose(file) }
    ftruncate(fileno(file), SharedPages.wordsByteCount)
    pages = try #require(
      SharedPages(mapping: fileno(file), byteCount: SharedPages.wordsByteCount))
    table = LeaseTable(pages)
  }

  private func word(_ lease: PageLease) -> UInt64 {
    pages.words[Int(lease.slot)].load(ordering: .relaxed)
  }

  @Test func `a word is free, then leased, then busy, then leased, then free`() throws {
    let lease = try #require(table.begin(1002))
    #expect(word(lease) == 1002)
    #expect(table.beginMoving(lease))
    #expect(word(lease) == 1002 | UInt64(1) << 63)
    #expect(!table.endUnlessBusy(lease))
    #expect(!table.beginMoving(lease))
    table.endMoving(lease)
    #expect(word(lease) == 1002)
    #expect(table.endUnlessBusy(lease))
    #expect(word(lease) == 0)
  }

  @Test func `a lease that was ended is not moved any more`() throws {
    let lease = try #require(table.begin(4))
    table.end(lease)
    #expect(!table.beginMoving(lease))
    #expect(word(lease) == 0)
    // Another request may have the word by now.
    pages.words[Int(lease.slot)].store(77, ordering: .relaxed)
    table.endMoving(lease)
    #expect(table.endUnlessBusy(lease))
    #expect(word(lease) == 77)
  }

  @Test func `requests of one job have words of their own, and a taken word leases nothing`() throws
  {
    var slots: Set<UInt16> = []
    for index in 1...UInt64(LeaseTable.count) {
      slots.insert(try #require(table.begin(2 * index)).slot)
    }
    #expect(slots.count == LeaseTable.count)
    #expect(table.begin(2 * UInt64(LeaseTable.count) + 2) == nil)
  }

  @Test func `a slot beyond the table stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let file = try #require(tmpfile())
      ftruncate(fileno(file), SharedPages.wordsByteCount)
      let pages = try #require(
        SharedPages(mapping: fileno(file), byteCount: SharedPages.wordsByteCount))
      LeaseTable(pages).end(PageLease(slot: 512, unique: 2))
    }
  }
}
