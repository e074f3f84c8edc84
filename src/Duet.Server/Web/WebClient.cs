using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Duet.Server.Web;

/// <summary>The page, as the build embedded it into this assembly: no file beside the process is served.</summary>
internal sealed class WebClient
{
    private const string ResourcePrefix = "web/";
    private const string IndexPath = "/index.html";

    // Vite puts a hash of the content into the names of what stands here, so a changed file has another name.
    private const string HashedPrefix = "/assets/";
    // Its name stands in other people's pages, so it is the one script without a hash in it.
    private const string EmbedScriptPath = "/embed.js";
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Revalidate = "no-cache";

    private readonly FrozenDictionary<string, WebAsset> _assets;

    private WebClient(FrozenDictionary<string, WebAsset> assets) => _assets = assets;

    /// <summary>The page itself.</summary>
    public WebAsset Index => _assets[IndexPath];

    public static WebClient LoadEmbedded()
    {
        var assembly = typeof(WebClient).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .ToDictionary(name => name[(ResourcePrefix.Length - 1)..], name => ReadResource(assembly, name));
        return new WebClient(files
            .Where(file => !IsEncodingOf(files, file.Key))
            .ToFrozenDictionary(file => file.Key, file => AssetOf(file.Key, file.Value, files)));
    }

    /// <summary>The file at a path such as <c>/assets/index-3f2a.js</c>; null where there is none.</summary>
    public WebAsset? Find(string path) => _assets.GetValueOrDefault(path);

    private static bool IsHashed(string path) => path.StartsWith(HashedPrefix, StringComparison.Ordinal);

    private static bool IsEncodingOf(Dictionary<string, byte[]> files, string path) =>
        Path.GetExtension(path) is ".br" or ".gz" && files.ContainsKey(path[..^3]);

    private static WebAsset AssetOf(string path, byte[] bytes, Dictionary<string, byte[]> files) => new(
        ContentTypeOf(path),
        new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\""),
        IsHashed(path) ? Immutable : Revalidate,
        IsHashed(path) || path == EmbedScriptPath,
        bytes,
        files.GetValueOrDefault(path + ".br"),
        files.GetValueOrDefault(path + ".gz"));

    private static string ContentTypeOf(string path)
    {
        if (!new FileExtensionContentTypeProvider().TryGetContentType(path, out var type)) return "application/octet-stream";

        var isText = type.StartsWith("text/", StringComparison.Ordinal) || type is "application/javascript";
        return isText ? $"{type}; charset=utf-8" : type;
    }

    private static byte[] ReadResource(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
