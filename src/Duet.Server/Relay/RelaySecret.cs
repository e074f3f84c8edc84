using System.Security.Cryptography;
using Duet.Server.Configuration;

namespace Duet.Server.Relay;

/// <summary>What signs the relay's time-limited credentials where none is configured: made once, and kept for its owner alone.</summary>
internal static class RelaySecret
{
    /// <summary>What is shorter can be guessed, and a kept one that is shorter was damaged.</summary>
    public const int MinCharacters = 16;

    private const string FileName = "turn-secret";
    private const int RandomBytes = 32;

    /// <exception cref="StartupException">The data directory cannot be used.</exception>
    public static string ReadOrCreate(DataDirectory data)
    {
        if (TryRead(data) is { } kept) return kept;

        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes));
        data.Write(FileName, secret);
        return secret;
    }

    private static string? TryRead(DataDirectory data)
    {
        try
        {
            return File.ReadAllText(data.PathOf(FileName)).Trim() is { Length: >= MinCharacters } secret ? secret : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{data.PathOf(FileName)} cannot be read ({unreadable.Message}): it holds the relay's secret.", unreadable);
        }
    }
}
