import Bytes
import Testing

/// The examples of FIPS 180-4, and ids that git gave.
struct DigestTests {
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
  ])
  func `a message has its digest`(message: String, digest: String) {
    #expect(SHA1.hex(SHA1.digest(of: message.utf8)) == digest)
    // A sequence without contiguous storage takes the other way in.
    #expect(SHA1.hex(SHA1.digest(of: AnySequence(message.utf8))) == digest)
  }

  @Test func `a message of several parts has the digest of the whole`() {
    var hash = SHA1()
    for part in ["", String(repeating: "a", count: 63), "b", String(repeating: "c", count: 130)] {
      hash.update(part.utf8)
    }
    let whole = String(repeating: "a", count: 63) + "b" + String(repeating: "c", count: 130)
    #expect(hash.finalize() == SHA1.digest(of: whole.utf8))
  }

  @Test func `a blob has the id that git gives it`() {
    #expect(SHA1.blobOid(of: Array("content\n".utf8)) == "d95f3ad14dee633a758d2e331151e950dd13e4ed")
  }
}
