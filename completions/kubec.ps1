# PowerShell completion for kubec and kubectl; printed by "kubec completion powershell".
#
# A short name for the program: Set-Alias k kubec; Register-ArgumentCompleter -Native -CommandName k -ScriptBlock $__kubecCompleter

# What an element of the command line says, without its quotes; runs nothing.
function __kubecPlain($element) {
    if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
        return $element.Value
    }
    if ($element -is [System.Management.Automation.Language.VariableExpressionAst]) {
        return "$(Get-Variable -Name $element.VariablePath.UserPath -ValueOnly -ErrorAction SilentlyContinue)"
    }
    return $element.Extent.Text
}

# A word as it must be typed.
function __kubecQuoted([string] $word) {
    if ($word -match '[\s#@$;,''{}()"`|<>&]') {
        return "'" + $word.Replace("'", "''") + "'"
    }
    return $word
}

function __kubecResult([string] $text, [string] $name, [string] $description) {
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        return $text
    }
    if (-not $description) {
        $description = $name
    }
    return [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $description)
}

# The files that begin with $begin: those with one of the extensions, and the folders.
function __kubecFiles([string] $flag, [string] $begin, $extensions) {
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        return
    }
    foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($begin)) {
        $wanted = $file.ResultType -eq 'ProviderContainer'
        foreach ($extension in $extensions) {
            if ($file.ListItemText.EndsWith('.' + $extension)) {
                $wanted = $true
            }
        }
        if ($wanted) {
            __kubecResult ($flag + $file.CompletionText) $file.ListItemText $file.ToolTip
        }
    }
}

$__kubecCompleter = {
    param($wordToComplete, $commandAst, $cursorPosition)

    $command = __kubecPlain $commandAst.CommandElements[0]
    $arguments = @('__complete')
    $current = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.StartOffset -ge $cursorPosition) {
            break
        }
        if ($element.Extent.EndOffset -gt $cursorPosition) {
            $current = $element.Extent.Text.Substring(0, $cursorPosition - $element.Extent.StartOffset)
        } elseif ($element.Extent.EndOffset -eq $cursorPosition) {
            $current = __kubecPlain $element
        } else {
            $arguments += __kubecPlain $element
        }
    }
    $arguments += $current

    # Before 7.3 an empty argument is dropped, and quotes are lost, unless they are escaped.
    if ($PSVersionTable.PSVersion -lt [version] '7.3' -or "$PSNativeCommandArgumentPassing" -eq 'Legacy') {
        $arguments = @($arguments | ForEach-Object { if ($_ -eq '') { '""' } else { $_ -replace '(\\*)"', '$1$1\"' } })
    }
    $answer = @(& $command @arguments 2>$null)

    $directive = 0
    $candidates = @()
    foreach ($line in $answer) {
        if ($line -match '^:[0-9]+$') {
            $directive = [int] $line.Substring(1)
        } elseif ($line -ne '' -and -not $line.StartsWith('_activeHelp_')) {
            $candidates += $line
        }
    }
    if ($directive -band 1) {
        return ''
    }

    # Values come without "--flag=", and PowerShell replaces all of the word.
    $flag = ''
    if ($current -match '^-[^=]*=') {
        $flag = $Matches[0]
    }
    $begin = $current.Substring($flag.Length)
    if ($directive -band 8) {
        return __kubecFiles $flag $begin $candidates
    }
    if ($directive -band 16) {
        return __kubecFiles $flag $begin @()
    }
    $results = @()
    foreach ($line in $candidates) {
        $parts = $line.Split("`t", 2)
        if ($parts[0].StartsWith($begin)) {
            $description = if ($parts.Length -gt 1) { $parts[1] } else { '' }
            $results += __kubecResult (__kubecQuoted ($flag + $parts[0])) $parts[0] $description
        }
    }

    # With nothing at all PowerShell offers files.
    if ($results.Count -eq 0 -and ($directive -band 4)) {
        return ''
    }
    return $results
}

Register-ArgumentCompleter -Native -CommandName @('kubec', 'kubectl') -ScriptBlock $__kubecCompleter
