namespace Duet.Server.Startup;

/// <summary>
/// How the runtime dispatches socket events, for which it has environment variables only. They are read when the first socket is used, so
/// setting them at the top of the program is early enough; whoever set them outside keeps their choice.
/// </summary>
internal static class SocketScheduling
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string ThreadCount = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>Runs what waits for a socket on the thread that polls it, with one such thread for every two processors.</summary>
    public static void PreferPollingThreads()
    {
        SetDefault(InlineCompletions, "1");
        SetDefault(ThreadCount, $"{Math.Max(1, Environment.ProcessorCount / 2)}");
    }

    private static void SetDefault(string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null) Environment.SetEnvironmentVariable(variable, value);
    }
}
