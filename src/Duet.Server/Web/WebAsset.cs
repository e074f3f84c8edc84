using Microsoft.Net.Http.Headers;

namespace Duet.Server.Web;

/// <summary>One file of the page in every encoding that the build made of it.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="ETag">Names these very bytes.</param>
/// <param name="CacheControl">How long a browser may keep it without asking.</param>
/// <param name="IsShared">Whether <c>&lt;duet-call&gt;</c> is made of it, so that pages of other origins load it.</param>
/// <param name="Identity">The bytes as they are.</param>
/// <param name="Brotli">Compressed (RFC 7932), or null where that saves nothing.</param>
/// <param name="Gzip">Compressed (RFC 1952), or null where that saves nothing.</param>
internal sealed record WebAsset(
    string ContentType, EntityTagHeaderValue ETag, string CacheControl, bool IsShared, byte[] Identity, byte[]? Brotli, byte[]? Gzip);
