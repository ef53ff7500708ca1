import { Component, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'

/** Keeps the page when a view fails: says so, and offers to draw it again. The world is not touched by it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: Error | undefined }> {
  override state: { error?: Error | undefined } = {}
  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }
  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <div className="broken" role="alert">
        <p>{t('ui.error.view')}</p>
        <pre>{error.message}</pre>
        <button type="button" className="tool" onClick={() => this.setState({ error: undefined })}>
          {t('ui.error.again')}
        </button>
      </div>
    )
  }
}
